import { expect, test } from 'vitest';

test('adds 5', () => {
  expect(5 + 1).toBe(6);
});
