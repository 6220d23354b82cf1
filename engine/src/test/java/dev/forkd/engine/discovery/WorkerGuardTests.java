package dev.forkd.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerGuardTests {

    @ParameterizedTest
    @CsvSource({
        "forkd.worker, true, , , true",
        "forkd.worker, '', , , true",
        ", , FORKD_WORKER, 1, true",
        ", , FORKD_WORKER, '', true",
        ", , FORKD_DEPTH, 1, true",
        ", , FORKD_DEPTH, 7, true",
        ", , FORKD_DEPTH, nonsense, true",
        ", , FORKD_DEPTH, 0, false",
        ", , FORKD_URL, http://x, false",
        "forkd.scope, all, , , false",
    })
    void each_mark_alone_is_enough(String property, String value, String variable, String content, boolean inside) {
        Map<String, String> properties = property == null ? Map.of() : Map.of(property, value);
        Map<String, String> environment = variable == null ? Map.of() : Map.of(variable, content);

        assertThat(new WorkerGuard(properties::get, environment).insideWorker()).isEqualTo(inside);
    }

    @Test
    void this_jvm_is_no_worker() {
        assertThat(new WorkerGuard().insideWorker()).isFalse();
    }
}
