package dev.forkd.action.run;

import dev.forkd.client.ForkdClient;
import dev.forkd.client.ForkdException;
import dev.forkd.client.Token;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of a controller.
 *
 * @param embedded whether it is the embedded controller
 * @param uri the address of any other controller
 * @param token the token for it
 */
public record ControllerAddress(boolean embedded, Optional<URI> uri, Token token) {
    /** The value of the input {@code url} that means the embedded controller. */
    public static final String LOCAL = "local";

    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * Reads the inputs {@code url} and {@code token}. Problems are added to the inputs.
     *
     * @param inputs the inputs
     * @return the address; not usable if there was a problem
     */
    public static ControllerAddress of(Inputs inputs) {
        Optional<String> url = inputs.text("url");
        if (url.isEmpty()) {
            inputs.problem("url", "is missing. Give the controller's address, or 'local' to try it on this machine");
            return new ControllerAddress(false, Optional.empty(), token(inputs));
        }
        return orEmbedded(inputs);
    }

    /**
     * Like {@link #of}, but the embedded controller is the default.
     *
     * @param inputs the inputs
     * @return the address; not usable if there was a problem
     */
    public static ControllerAddress orEmbedded(Inputs inputs) {
        String url = inputs.text("url").orElse(LOCAL);
        return url.equals(LOCAL)
                ? new ControllerAddress(true, Optional.empty(), Token.NONE)
                : new ControllerAddress(false, address(inputs, url), token(inputs));
    }

    /**
     * Reads the input {@code snapshot_tag}. Problems are added to the inputs.
     *
     * @param inputs the inputs
     * @return the tag; the embedded controller has a default
     */
    public String snapshotTag(Inputs inputs) {
        Optional<String> tag = inputs.text("snapshot_tag");
        if (tag.isEmpty() && !embedded) {
            inputs.problem("snapshot_tag", "is missing. Name the snapshot to fork the sandboxes from");
        }
        String name = tag.orElse(LOCAL);
        if (!TAG.matcher(name).matches()) {
            inputs.problem("snapshot_tag", "is not 1 to 64 ASCII letters, digits, dashes or underscores");
        }
        return name;
    }

    private static Optional<URI> address(Inputs inputs, String url) {
        try {
            // The client checks the address; its messages do not repeat an address that may contain a secret.
            return Optional.of(ForkdClient.builder(new URI(url)).build().controller());
        } catch (URISyntaxException e) {
            inputs.problem("url", "is no address. Use, for example, http://127.0.0.1:8889, or local");
        } catch (ForkdException e) {
            inputs.problem("url", "cannot be used: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static Token token(Inputs inputs) {
        Optional<String> token = inputs.text("token");
        if (token.isEmpty()) {
            inputs.problem(
                    "token",
                    inputs.commandLine()
                            ? "is empty. Put the controller's token into FORKD_TOKEN, or into the file of --token-file"
                            : "is empty. Store the controller's token as a secret and pass ${{ secrets.FORKD_TOKEN }};"
                                    + " workflows of forks get no secrets, use url: local there");
            return Token.NONE;
        }
        try {
            return Token.of(token.get());
        } catch (ForkdException e) {
            inputs.problem("token", "cannot be used: " + e.getMessage());
            return Token.NONE;
        }
    }
}
