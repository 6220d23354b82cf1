package dev.forkd.local.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses requests that a browser sends on behalf of a web page. A page of another site always sends {@code Origin}
 * when it posts. A page whose host name was redirected to this machine (DNS rebinding) sends that name in {@code Host}.
 */
final class HostCheck {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}\\z");

    private final Set<String> names;

    /** Accepts the given host names in addition to those of the loopback address. */
    HostCheck(Set<String> names) {
        this.names = names;
    }

    /**
     * Checks the headers.
     *
     * @param hosts all {@code Host} headers
     * @param origins all {@code Origin} headers
     * @return why the request is refused, or an empty string
     */
    String refusal(List<String> hosts, List<String> origins) {
        if (!origins.isEmpty()) {
            return "requests of web pages (with an Origin header) are refused";
        }
        if (hosts.size() != 1 || !known(hosts.get(0))) {
            return "the Host header names neither this machine's loopback address nor the name it listens on";
        }
        return "";
    }

    private boolean known(String host) {
        String name = PORT.matcher(host.strip()).replaceFirst("").toLowerCase(Locale.ROOT);
        return LOOPBACK.matcher(name).matches() || names.contains(name);
    }
}
