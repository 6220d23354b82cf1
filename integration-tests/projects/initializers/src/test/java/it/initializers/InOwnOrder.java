package it.initializers;

import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(OrderedTest.Own.class)
interface InOwnOrder {}
