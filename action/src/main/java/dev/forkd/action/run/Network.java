package dev.forkd.action.run;

import dev.forkd.client.ForkdClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** What the environment says about proxies and certificates, which Java does not look at by itself. */
final class Network {
    private final Map<String, String> environment;

    Network(Map<String, String> environment) {
        this.environment = environment;
    }

    void configure(ForkdClient.Builder client) throws IOException {
        client.proxy(new FromEnvironment());
        Optional<String> file = value("FORKD_CA_CERT");
        if (file.isPresent()) {
            client.sslContext(trusting(Path.of(file.get())));
        }
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** The proxy for an address, or none. */
    Optional<InetSocketAddress> proxy(URI uri) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        String name = "https".equals(uri.getScheme()) ? "https_proxy" : "http_proxy";
        Optional<String> proxy = value(name).or(() -> value(name.toUpperCase(Locale.ROOT)));
        if (proxy.isEmpty() || excluded(host)) {
            return Optional.empty();
        }
        String text = proxy.get().contains("://") ? proxy.get() : "http://" + proxy.get();
        try {
            URI address = URI.create(text);
            if (address.getHost() != null) {
                int port = address.getPort() >= 0 ? address.getPort() : 80;
                return Optional.of(new InetSocketAddress(address.getHost(), port));
            }
        } catch (IllegalArgumentException e) {
            // Not an address; as if there were none. The message could show a password.
        }
        return Optional.empty();
    }

    private boolean excluded(String host) {
        String list = value("no_proxy").or(() -> value("NO_PROXY")).orElse("");
        return Arrays.stream(list.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> entry.replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", ""))
                .anyMatch(entry -> entry.equals("*") || host.equals(entry) || host.endsWith("." + entry));
    }

    private final class FromEnvironment extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            return List.of(proxy(uri)
                    .map(address -> new Proxy(Proxy.Type.HTTP, address))
                    .orElse(Proxy.NO_PROXY));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // The request fails, and that is reported.
        }
    }

    /** The JVM's own certificates and those of a PEM file. */
    private static SSLContext trusting(Path pem) throws IOException {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int n = 0;
            for (X509Certificate own : acceptedByDefault()) {
                store.setCertificateEntry("jvm-" + n++, own);
            }
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("file-" + n++, certificate);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(store), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IOException(
                    "FORKD_CA_CERT names " + pem + ", which cannot be used as a PEM file of certificates: "
                            + e.getMessage(),
                    e);
        }
    }

    private static X509Certificate[] acceptedByDefault() throws GeneralSecurityException {
        return Arrays.stream(managers(null))
                .filter(X509TrustManager.class::isInstance)
                .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                .toArray(X509Certificate[]::new);
    }

    private static TrustManager[] managers(@org.jspecify.annotations.Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
