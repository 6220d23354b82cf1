package it.kinds;

import dev.forkd.junit.ForkdSandbox;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

@Suite
@SelectClasses({FirstMember.class, SecondMember.class})
@ForkdSandbox(isolation = ForkdSandbox.Isolation.METHOD)
class MembersTest {}
