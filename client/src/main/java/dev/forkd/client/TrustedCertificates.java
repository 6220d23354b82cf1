package dev.forkd.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts the JVM's own certificates and those of a PEM file. Deliberately offers no way to trust all certificates. */
final class TrustedCertificates {
    /** The environment variable that names the PEM file. */
    static final String VARIABLE = "FORKD_CA_CERT";

    private TrustedCertificates() {}

    static SSLContext and(String pem) {
        try {
            Collection<? extends Certificate> further = read(Path.of(pem));
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int n = 0;
            for (X509Certificate own : acceptedByDefault()) {
                store.setCertificateEntry("jvm-" + n++, own);
            }
            for (Certificate certificate : further) {
                store.setCertificateEntry("file-" + n++, certificate);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(store), null);
            return context;
        } catch (GeneralSecurityException | IOException | InvalidPathException e) {
            throw Checks.refused(
                    "configuring the client",
                    VARIABLE + " names " + Text.shown(pem) + ", which cannot be used as a PEM file of certificates: "
                            + e.getMessage(),
                    "Name a file with the certificates of the controller's authority, or unset it");
        }
    }

    private static Collection<? extends Certificate> read(Path pem) throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IOException("it holds none");
            }
            return certificates;
        }
    }

    private static X509Certificate[] acceptedByDefault() throws GeneralSecurityException {
        return Arrays.stream(managers(null))
                .filter(X509TrustManager.class::isInstance)
                .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                .toArray(X509Certificate[]::new);
    }

    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
