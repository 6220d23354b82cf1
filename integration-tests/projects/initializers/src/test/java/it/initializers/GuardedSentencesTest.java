package it.initializers;

import dev.forkd.junit.ForkdSandbox;
import dev.forkd.junit.ForkdSandbox.Requirement;
import dev.forkd.junit.ForkdSandbox.WhenUnavailable;
import org.junit.jupiter.api.IndicativeSentencesGeneration;
import org.junit.jupiter.api.Test;

@ForkdSandbox(requires = Requirement.MICROVM, whenUnavailable = WhenUnavailable.SKIP)
@IndicativeSentencesGeneration(generator = OwnNames.class)
class GuardedSentencesTest {
    static final boolean TRACE = Trace.of("GuardedSentencesTest");

    @Test
    void never() {}
}
