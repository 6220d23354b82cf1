package dev.forkd.torture;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

class TemplatesTest {

    record Invocation(String name) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return name + " as number " + index;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(
                    new ParameterResolver() {
                        @Override
                        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
                            return parameter.getParameter().getType() == StringBuilder.class;
                        }

                        @Override
                        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
                            return new StringBuilder(name);
                        }
                    },
                    (AfterEachCallback) context -> System.out.println("after " + context.getDisplayName()));
        }
    }

    static class Provider implements TestTemplateInvocationContextProvider {
        @Override
        public boolean supportsTestTemplate(ExtensionContext context) {
            return true;
        }

        @Override
        public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
            return Stream.of(new Invocation("red"), new Invocation("green"));
        }
    }

    @TestTemplate
    @ExtendWith(Provider.class)
    void own(StringBuilder builder) {
        assertNotNull(builder);
        System.out.println(builder);
    }

    @TestTemplate
    @ExtendWith(Provider.class)
    @ExtendWith(Provider.class)
    void sameProviderTwice(StringBuilder builder) {
        System.out.println(builder.reverse());
    }
}
