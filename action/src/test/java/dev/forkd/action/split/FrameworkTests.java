package dev.forkd.action.split;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameworkTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    pytest-split      | PYTEST_ADDOPTS         | --splits 4 --group 3
                    pytest-shard      | PYTEST_ADDOPTS         | --num-shards 4 --shard-id 2
                    jest              | FORKD_SHARD_ARGS       | --shard=3/4
                    node              | FORKD_SHARD_ARGS       | --test-shard=3/4
                    nextest           | FORKD_SHARD_ARGS       | --partition slice:3/4
                    bazel             | TEST_SHARD_INDEX       | 2
                    gitlab            | CI_NODE_INDEX          | 3
                    ava               | CI_NODE_INDEX          | 2
                    circleci          | CIRCLE_NODE_INDEX      | 2
                    buildkite         | BUILDKITE_PARALLEL_JOB | 2
                    semaphore         | SEMAPHORE_JOB_INDEX    | 3
                    """)
    void counts_as_the_tool_does(String name, String variable, String value) {
        assertThat(Framework.named(name).orElseThrow().variables(2, 4)).containsEntry(variable, value);
    }

    @Test
    void no_tool_is_sharded_by_accident() {
        assertThat(Framework.NONE.variables(0, 4)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "pytests, 'pytest-split or pytest-shard or pytest-test-groups'",
        "Playwrite, playwright",
        "jests, jest",
        "pytest_splitt, pytest-split",
        "googletest, gtest",
        "junit3, ''"
    })
    void a_wrong_name_has_near_ones(String name, String near) {
        assertThat(Framework.near(name)).contains(near);
    }
}
