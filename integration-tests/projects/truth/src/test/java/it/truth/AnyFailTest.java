package it.truth;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.ForkdSandbox.Requirement;
import dev.forkd.junit.ForkdSandbox.WhenUnavailable;

@ForkdSandbox(requires = Requirement.ANY, whenUnavailable = WhenUnavailable.FAIL)
class AnyFailTest extends Telling {}
