package dev.forkd.engine.configuration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the addresses of controllers may be, and how the setting names them. */
public final class ControllerAddresses {

    static final String LOCAL = "local";
    /** How many controllers one run uses at most. */
    public static final int MAX_CONTROLLERS = 64;

    /** Scheme of a name that stands for a controller at each of its addresses. */
    private static final String EACH_ADDRESS = "dns+http";

    private static final Set<String> SCHEMES = Set.of("http", "https", EACH_ADDRESS);

    /** Takes the place of addresses that are wrong, which were not to be {@link #LOCAL}. */
    static final List<URI> UNKNOWN = List.of(URI.create("http://unknown"));

    private ControllerAddresses() {}

    /**
     * Reads them.
     *
     * @param value the setting
     * @return the addresses; none for the embedded controller
     * @throws ConfigurationException if one is not an address; the message does not repeat it, as it may contain a
     *     password
     */
    static List<URI> read(String value) {
        if (value.equals(LOCAL)) {
            return List.of();
        }
        List<URI> addresses = new ArrayList<>();
        for (String part : value.split(",", -1)) {
            addresses.add(address(part.strip()));
        }
        if (new HashSet<>(addresses).size() < addresses.size()) {
            throw wrong("must name each controller once");
        }
        if (addresses.size() > MAX_CONTROLLERS) {
            throw wrong("may name up to " + MAX_CONTROLLERS + " controllers");
        }
        return List.copyOf(addresses);
    }

    /**
     * Tells whether an address is a name that stands for a controller at each of its addresses.
     *
     * @param address one of those that the setting names
     * @return {@code false} for the address of a single controller
     */
    public static boolean namesSeveral(URI address) {
        return EACH_ADDRESS.equals(address.getScheme());
    }

    private static URI address(String text) {
        try {
            URI uri = new URI(text);
            boolean plain = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
            boolean port = uri.getPort() == -1 || (uri.getPort() > 0 && uri.getPort() <= 65_535);
            if (SCHEMES.contains(String.valueOf(uri.getScheme())) && plain && port && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Reported below.
        }
        throw wrong("must be '" + LOCAL + "' or an address like http://127.0.0.1:8889, with http, https or "
                + EACH_ADDRESS + " and without user, query or fragment; several are separated by commas");
    }

    private static ConfigurationException wrong(String what) {
        return new ConfigurationException(
                "The setting " + Setting.URL.key() + " (" + Setting.URL.variable() + ") " + what + ".");
    }
}
