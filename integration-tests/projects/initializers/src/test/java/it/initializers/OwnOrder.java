package it.initializers;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.TestMethodOrder;

/** Brings an orderer of the project's own along. */
@Retention(RetentionPolicy.RUNTIME)
@TestMethodOrder(OrderedTest.Own.class)
@interface OwnOrder {}
