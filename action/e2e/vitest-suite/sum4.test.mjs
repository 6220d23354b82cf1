import { expect, test } from 'vitest';

test('adds 4', () => {
  expect(4 + 1).toBe(5);
});
