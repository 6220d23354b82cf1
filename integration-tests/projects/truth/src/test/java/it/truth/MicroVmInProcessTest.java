package it.truth;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.ForkdSandbox.Requirement;
import dev.forkd.junit.ForkdSandbox.WhenUnavailable;

@ForkdSandbox(requires = Requirement.MICROVM, whenUnavailable = WhenUnavailable.IN_PROCESS)
class MicroVmInProcessTest extends Telling {}
