import { expect, test } from 'vitest';

test('adds 6', () => {
  expect(6 + 1).toBe(7);
});
