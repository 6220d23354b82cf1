package io.kotest.runner.junit.platform;

import java.util.List;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;

/** As much of Kotest's root as matters: it holds its specs in a list of its own. */
public final class KotestEngineDescriptor extends EngineDescriptor {

    private final List<?> classes;

    public KotestEngineDescriptor(List<?> classes) {
        super(UniqueId.forEngine("kotest"), "Kotest");
        this.classes = classes;
    }

    public List<?> getClasses() {
        return classes;
    }
}
