import { expect, test } from 'vitest';

test('adds 1', () => {
  expect(1 + 1).toBe(2);
});
