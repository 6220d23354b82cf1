import { expect, test } from 'vitest';

test('adds 3', () => {
  expect(3 + 1).toBe(4);
});
