package io.slackwater.artifact.transfer;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy leads to which archive, in apt's terms.
 *
 * @param rules the proxy by {@code scheme} or {@code scheme::host}, the latter first; the value {@code DIRECT} is none
 */
public record Proxies(Map<String, String> rules) {

    private static final String DIRECT = "DIRECT";
    private static final int HTTP_PORT = 80;

    public Proxies {
        rules = Map.copyOf(rules);
    }

    /** Returns the rules of a machine without proxies. */
    public static Proxies none() {
        return new Proxies(Map.of());
    }

    /** Returns the proxy for a URI; empty where it is reached directly. */
    public Optional<URI> proxyFor(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String rule = rules.get(scheme + "::" + uri.getHost());
        if (rule == null) {
            rule = rules.getOrDefault(scheme, DIRECT);
        }
        return rule.isBlank() || DIRECT.equalsIgnoreCase(rule)
                ? Optional.empty()
                : Optional.of(withHost(AddressText.parse(rule, "the proxy for " + scheme), scheme));
    }

    private static URI withHost(URI proxy, String scheme) {
        if (proxy.getHost() == null) {
            throw new IllegalArgumentException(AddressText.of(proxy) + ", the proxy for " + scheme
                    + ", has no host name that can be used; write http://host:port, without an underscore in the host");
        }
        return proxy;
    }

    ProxySelector selector() {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(proxyFor(uri).map(Proxies::toProxy).orElse(Proxy.NO_PROXY));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException cause) {
                // The request itself fails with this cause; there is no second proxy to turn to.
            }
        };
    }

    /** Answers a proxy's question for a password with the one that stands in its rule. */
    Authenticator authenticator() {
        return new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY ? credentials(getRequestingHost()) : null;
            }
        };
    }

    private @Nullable PasswordAuthentication credentials(String proxyHost) {
        for (String rule : rules.values()) {
            URI proxy = AddressText.parse(rule, "a proxy");
            String[] user = proxy.getUserInfo() == null
                    ? new String[0]
                    : proxy.getUserInfo().split(":", 2);
            if (user.length == 2 && proxyHost.equals(proxy.getHost())) {
                return new PasswordAuthentication(user[0], user[1].toCharArray());
            }
        }
        return null;
    }

    private static Proxy toProxy(URI proxy) {
        int port = proxy.getPort() > 0 ? proxy.getPort() : HTTP_PORT;
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), port));
    }
}
