package dev.forkd.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies named by the environment, which Java ignores by itself. Where the environment names none, the JVM's own
 * proxy properties apply.
 */
final class EnvironmentProxies extends ProxySelector {
    private static final int DEFAULT_PORT = 80;

    private final Map<String, String> environment;

    EnvironmentProxies(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public List<Proxy> select(URI uri) {
        if (excluded(uri)) {
            return List.of(Proxy.NO_PROXY);
        }
        Optional<InetSocketAddress> named = proxy(uri);
        if (named.isPresent()) {
            return List.of(new Proxy(Proxy.Type.HTTP, named.get()));
        }
        ProxySelector jvm = ProxySelector.getDefault();
        return jvm == null ? List.of(Proxy.NO_PROXY) : jvm.select(uri);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // Nothing to do: the request that used the proxy fails, and reports it.
    }

    private Optional<InetSocketAddress> proxy(URI uri) {
        String name = "https".equals(uri.getScheme()) ? "https_proxy" : "http_proxy";
        Optional<String> proxy = value(name);
        if (proxy.isEmpty()) {
            return Optional.empty();
        }
        String text = proxy.get().contains("://") ? proxy.get() : "http://" + proxy.get();
        try {
            URI address = URI.create(text);
            if (address.getHost() != null) {
                int port = address.getPort() >= 0 ? address.getPort() : DEFAULT_PORT;
                return Optional.of(new InetSocketAddress(address.getHost(), port));
            }
        } catch (IllegalArgumentException e) {
            // Not an address, so it is treated as not set. The exception's message is dropped, as it could show a
            // password.
        }
        return Optional.empty();
    }

    private boolean excluded(URI uri) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        return Arrays.stream(
                        value("no_proxy").orElse("").toLowerCase(Locale.ROOT).split("[,\\s]+"))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> entry.replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", ""))
                .anyMatch(entry -> entry.equals("*") || host.equals(entry) || host.endsWith("." + entry));
    }

    /** Both lower and upper case names are in use; the lower case one wins, as in curl. */
    private Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
                .filter(value -> !value.isBlank());
    }
}
