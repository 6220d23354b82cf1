package dev.forkd.torture;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.FixMethodOrder;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.ErrorCollector;
import org.junit.rules.ExpectedException;
import org.junit.rules.ExternalResource;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.TestName;
import org.junit.rules.TestWatcher;
import org.junit.rules.Timeout;
import org.junit.runner.Description;
import org.junit.runners.MethodSorters;

@FixMethodOrder(MethodSorters.NAME_ASCENDING)
public class VintageRulesTest {

    @ClassRule
    public static final ExternalResource RESOURCE = new ExternalResource() {
        @Override
        protected void before() {
            System.out.println("class rule before");
        }

        @Override
        protected void after() {
            System.out.println("class rule after");
        }
    };

    @Rule
    public final TestName name = new TestName();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Rule
    public final ErrorCollector collector = new ErrorCollector();

    @SuppressWarnings("deprecation")
    @Rule
    public final ExpectedException expected = ExpectedException.none();

    @Rule
    public final RuleChain chain = RuleChain.outerRule(new TestWatcher() {
                @Override
                protected void starting(Description description) {
                    System.out.println("starting " + description);
                }

                @Override
                protected void finished(Description description) {
                    System.out.println("finished " + description.getMethodName());
                }
            })
            .around(new Timeout(30, TimeUnit.SECONDS));

    @BeforeClass
    public static void beforeClass() {
        System.out.println("before class");
    }

    @AfterClass
    public static void afterClass() {
        System.err.println("after class on err");
    }

    @Before
    public void before() {
        System.out.println("before " + name.getMethodName());
    }

    @After
    public void after() {
        System.out.println("after");
    }

    @Test
    public void inTheThreadOfTheTimeoutRule() {
        System.out.println("in " + name.getMethodName());
        assertEquals("inTheThreadOfTheTimeoutRule", name.getMethodName());
    }

    @Test
    public void expectsAnException() {
        expected.expect(IllegalStateException.class);
        expected.expectMessage("expected");
        throw new IllegalStateException("expected");
    }

    @Test(expected = ArithmeticException.class)
    public void expectsByAnnotation() {
        System.out.println(1 / (int) new Price(0).cents());
    }

    @Test(timeout = 30_000)
    public void timeout() {
        System.out.println("with a timeout");
    }

    @Test
    public void usesAFolder() throws IOException {
        assertTrue(folder.newFile().exists());
    }
}
