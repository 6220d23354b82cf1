package dev.forkd.client;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Checks and normalises a controller's address. One controller must have one spelling, because the name of its lock
 * file depends on it.
 */
final class ControllerUri {
    private static final Pattern LITERAL = Pattern.compile("127(\\.[0-9]{1,3}){3}");

    private ControllerUri() {}

    static URI normalised(URI uri) {
        if (uri.getRawUserInfo() != null
                || (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@"))) {
            // The user information may be a secret, so the message does not repeat the address.
            throw refused("it has user information", "Remove it and pass the token separately");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw refused("its scheme is neither http nor https", "Use, for example, http://127.0.0.1:8889");
        }
        if (uri.getHost() == null) {
            throw refused("it has no valid host", "Use, for example, http://127.0.0.1:8889");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw refused("it has a query or a fragment", "Give only scheme, host, port and path");
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
        return URI.create(scheme + "://" + host + ":" + port + path);
    }

    /** Decided by the text alone: resolving a name can take long, and its result can change. */
    static boolean isLoopback(URI normalised) {
        String host = normalised.getHost();
        return host.equals("localhost") || LITERAL.matcher(host).matches() || host.equals("[::1]");
    }

    /**
     * The same text for every spelling of one controller: neither the scheme nor the choice among loopback names
     * matters.
     */
    static String lockKey(URI normalised) {
        String host = isLoopback(normalised) ? "loopback" : normalised.getHost();
        return host + ":" + normalised.getPort() + normalised.getRawPath();
    }

    private static InvalidRequestException refused(String why, String advice) {
        return new InvalidRequestException(
                Failure.of("reading the controller's address").because(why).advice(advice));
    }
}
