package it.kinds;

import dev.forkd.junit.ForkdSandbox;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

@Retention(RetentionPolicy.RUNTIME)
@ForkdSandbox(isolation = ForkdSandbox.Isolation.CLASS)
@interface OwnSandbox {}
