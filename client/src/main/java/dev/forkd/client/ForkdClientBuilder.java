package dev.forkd.client;

import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

final class ForkdClientBuilder implements ForkdClient.Builder {
    final URI controller;
    Token token = Token.NONE;
    String userAgent = "forkd-client";
    private @Nullable Path stateDirectory;
    Timeouts timeouts = Timeouts.standard();
    Duration patience = Duration.ofSeconds(30);
    boolean evaluates = true;
    Consumer<String> notices = line -> {};
    private Map<String, String> environment = Map.of();
    private @Nullable ProxySelector proxy;
    private @Nullable SSLContext sslContext;
    private @Nullable HttpClient http;

    ForkdClientBuilder(URI controller) {
        this.controller = controller;
    }

    @Override
    public ForkdClientBuilder token(Token newToken) {
        token = newToken;
        return this;
    }

    @Override
    public ForkdClientBuilder userAgent(String newUserAgent) {
        if (newUserAgent.isBlank() || !newUserAgent.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            throw Checks.refused(
                    "configuring the client",
                    "the user agent is empty or has characters other than visible ASCII",
                    "Use, for example, name/version");
        }
        userAgent = newUserAgent;
        return this;
    }

    @Override
    public ForkdClientBuilder stateDirectory(Path directory) {
        stateDirectory = directory;
        return this;
    }

    /** The standard directory is asked for only when it is needed, because asking creates it. */
    Path stateDirectory() {
        return stateDirectory == null ? StateDirectory.standard() : stateDirectory;
    }

    @Override
    public ForkdClientBuilder environment(Map<String, String> variables) {
        environment = Map.copyOf(variables);
        return this;
    }

    @Override
    public ForkdClientBuilder proxy(ProxySelector newProxy) {
        proxy = newProxy;
        return this;
    }

    @Override
    public ForkdClientBuilder sslContext(SSLContext context) {
        sslContext = context;
        return this;
    }

    @Override
    public ForkdClientBuilder http(HttpClient sender) {
        http = sender;
        return this;
    }

    @Override
    public ForkdClientBuilder patience(Duration newPatience) {
        if (newPatience.isNegative()) {
            throw Checks.refused("configuring the client", "the patience is negative", "Use zero for none");
        }
        patience = newPatience;
        return this;
    }

    @Override
    public ForkdClientBuilder evaluates(boolean allowed) {
        evaluates = allowed;
        return this;
    }

    @Override
    public ForkdClientBuilder notices(Consumer<String> listener) {
        notices = listener;
        return this;
    }

    ForkdClientBuilder timeouts(Timeouts newTimeouts) {
        timeouts = newTimeouts;
        return this;
    }

    @Override
    public ForkdClient build() {
        return new ForkdClient(this, http == null ? ownHttp() : http);
    }

    private HttpClient ownHttp() {
        // No authenticator: it would fail on the controller's 401, which has no challenge (contract 2.3).
        HttpClient.Builder own = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeouts.connect());
        String pem = environment.getOrDefault(TrustedCertificates.VARIABLE, "");
        if (sslContext != null) {
            own.sslContext(sslContext);
        } else if (!pem.isBlank()) {
            own.sslContext(TrustedCertificates.and(pem));
        } else if ("http".equalsIgnoreCase(controller.getScheme())) {
            own.sslContext(new NoTls());
        }
        if (ControllerUri.isLoopback(controller)) {
            own.proxy(HttpClient.Builder.NO_PROXY);
        } else {
            own.proxy(proxy == null ? new EnvironmentProxies(environment) : proxy);
        }
        return own.build();
    }
}
