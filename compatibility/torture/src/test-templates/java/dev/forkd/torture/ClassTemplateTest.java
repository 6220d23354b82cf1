package dev.forkd.torture;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;

@ClassTemplate
@ExtendWith(ClassTemplateTest.Provider.class)
class ClassTemplateTest {

    static class Provider implements ClassTemplateInvocationContextProvider {
        @Override
        public boolean supportsClassTemplate(ExtensionContext context) {
            return true;
        }

        @Override
        public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(ExtensionContext context) {
            return Stream.of("north", "south").map(name -> new ClassTemplateInvocationContext() {
                @Override
                public String getDisplayName(int index) {
                    return index + ": " + name;
                }

                @Override
                public List<Extension> getAdditionalExtensions() {
                    return List.of((BeforeEachCallback) c -> System.out.println("going " + name));
                }
            });
        }
    }

    @BeforeAll
    static void beforeAll() {
        System.out.println("before all");
    }

    @Test
    void one() {}

    @RepeatedTest(2)
    void repeated() {}

    @Nested
    class Inner {
        @Test
        void two() {}
    }
}
