import { expect, test } from 'vitest';

test('adds 2', () => {
  expect(2 + 1).toBe(3);
});
