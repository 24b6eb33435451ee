package io.slackwater.artifact.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Opens http, https and file URIs; a broken transfer is tried again a few times, an answer never. */
public final class Transport {

    private static final int ATTEMPTS = 3;

    private final Proxies proxies;
    private final HttpClient client;
    private final Duration patience;

    /**
     * A transport through the proxies that rules name.
     *
     * @param patience how long to wait for a connection, for an answer, and for each next byte
     */
    public Transport(Proxies proxies, Duration patience) {
        this(
                proxies,
                patience,
                client(patience)
                        .proxy(proxies.selector())
                        .authenticator(proxies.authenticator())
                        .build());
    }

    private Transport(Proxies proxies, Duration patience, HttpClient client) {
        this.proxies = proxies;
        this.patience = patience;
        this.client = client;
    }

    /**
     * Returns a transport through the proxies that this process was started with ({@code http.proxyHost} and its like).
     *
     * @param patience how long to wait for a connection, for an answer, and for each next byte
     */
    public static Transport ofThisProcess(Duration patience) {
        return new Transport(Proxies.none(), patience, client(patience).build());
    }

    private static HttpClient.Builder client(Duration patience) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(patience);
    }

    /** What is done with an opened stream; it starts anew at each attempt. */
    @FunctionalInterface
    public interface Reading<T, E extends Exception> {
        T from(InputStream in) throws IOException, TransferException, E;
    }

    /** Opens the URI, reads it and closes it. What the reading throws, but for an {@link IOException}, is not tried again. */
    public <T, E extends Exception> T retrying(URI uri, Reading<T, E> reading) throws TransferException, E {
        IOException last = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try (InputStream in = open(uri)) {
                return reading.from(in);
            } catch (IOException e) {
                last = e;
                pause(uri, attempt);
            }
        }
        throw new TransferException.Unreachable(
                AddressText.of(uri) + " could not be read in " + ATTEMPTS + " attempts (" + describe(last)
                        + "); check the network, the proxy settings and the address",
                last);
    }

    private InputStream open(URI uri) throws IOException, TransferException {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "http", "https" -> new StallGuard(get(uri), patience);
            case "file" -> openFile(uri);
            default ->
                throw new TransferException.NotFound(
                        AddressText.of(uri) + ": only http, https and file addresses can be read; use one of them");
        };
    }

    /** An authority would name another machine. */
    private static InputStream openFile(URI uri) throws IOException, TransferException {
        if (uri.getPath() == null || uri.getRawAuthority() != null) {
            throw new TransferException.NotFound(
                    AddressText.of(uri) + " names no file of this machine; write file:///path");
        }
        try {
            return Files.newInputStream(Path.of(uri.getPath()));
        } catch (NoSuchFileException | InvalidPathException e) {
            throw notFound(uri, "");
        }
    }

    /** The proxy is looked up first, so that a wrong rule for it is named as such. */
    private InputStream get(URI uri) throws IOException, TransferException {
        proxies.proxyFor(uri);
        HttpResponse<InputStream> response = send(request(uri));
        int status = response.statusCode();
        if (status == 200) {
            return response.body();
        }
        response.body().close();
        if (status == 404 || status == 410) {
            throw notFound(uri, " (HTTP status " + status + ")");
        }
        throw new IOException("HTTP status " + status);
    }

    /** What the client says of an address without a host repeats the address, with its password. */
    private HttpRequest request(URI uri) throws TransferException {
        try {
            return HttpRequest.newBuilder(uri)
                    .timeout(patience)
                    .header("User-Agent", "slackwater")
                    .GET()
                    .build();
        } catch (IllegalArgumentException repeatsTheAddress) {
            throw new TransferException.Unreachable(
                    AddressText.of(uri)
                            + " has no host name that can be used; write it as scheme://host/path, without an"
                            + " underscore in the host",
                    null);
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException, TransferException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            throw interrupted(request.uri(), e);
        } catch (IllegalArgumentException repeatsTheAddress) {
            throw new TransferException.Unreachable(
                    AddressText.of(request.uri())
                            + " leads on to an address that cannot be used; ask the server's keeper"
                            + " to mend it, or use another mirror",
                    null);
        }
    }

    private static void pause(URI uri, int attempt) throws TransferException {
        if (attempt == ATTEMPTS) {
            return;
        }
        try {
            Thread.sleep(Duration.ofMillis(250L << attempt).toMillis());
        } catch (InterruptedException e) {
            throw interrupted(uri, e);
        }
    }

    private static TransferException interrupted(URI uri, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new TransferException.Unreachable(AddressText.of(uri) + ": the transfer was interrupted", cause);
    }

    private static TransferException notFound(URI uri, String how) {
        return new TransferException.NotFound(AddressText.of(uri) + " does not exist" + how + "; check the address");
    }

    private static String describe(@org.jspecify.annotations.Nullable IOException cause) {
        return cause == null
                ? "no cause"
                : cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
