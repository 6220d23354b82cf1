package dev.forkd.action.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The launcher's request: one line of JSON on stdin. So an input can have any length and characters, and the token is
 * in no environment variable.
 *
 * @param mode what to do
 * @param inputs values by name
 * @param directory this step's own directory, which the post step uses as well
 * @param output the runner's file for outputs
 * @param state the runner's file for the state
 * @param summary the runner's file for the step summary
 * @param workspace directory of the repository
 * @param kept for the post step, ids of sandboxes that were to be kept
 */
public record Request(
        String mode,
        Map<String, String> inputs,
        Path directory,
        RunnerFile output,
        RunnerFile state,
        RunnerFile summary,
        Path workspace,
        String kept) {
    private static final int MAX_LENGTH = 64 << 20;

    /**
     * Reads the line and leaves the stream open.
     *
     * @param in stdin
     * @return the request
     * @throws IOException if there is none, or it cannot be read
     */
    public static Request read(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        // The launcher writes nothing after this line, so reading ahead loses nothing.
        for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
            line.write(buffer, 0, n);
            if (buffer[n - 1] == '\n') {
                return of(JsonMapper.builder().build().readTree(line.toByteArray()));
            }
            if (line.size() > MAX_LENGTH) {
                throw new IOException("the launcher's request is longer than " + MAX_LENGTH + " bytes");
            }
        }
        throw new IOException("the launcher sent no complete request");
    }

    private static Request of(JsonNode json) {
        Map<String, String> inputs = new LinkedHashMap<>();
        json.path("inputs")
                .properties()
                .forEach(entry -> inputs.put(entry.getKey(), entry.getValue().asText()));
        return new Request(
                json.path("mode").asText(),
                inputs,
                Path.of(json.path("directory").asText()),
                RunnerFile.at(json.path("output").asText()),
                RunnerFile.at(json.path("state").asText()),
                RunnerFile.at(json.path("summary").asText()),
                Path.of(json.path("workspace").asText()),
                json.path("kept").asText());
    }
}
