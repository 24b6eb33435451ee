package io.slackwater.debian.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.slackwater.artifact.transfer.FileDigest;
import io.slackwater.artifact.transfer.Proxies;
import io.slackwater.artifact.transfer.Transport;
import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.testing.TestArchive;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadsTest {

    private static final byte[] CONTENT = "the package".getBytes(StandardCharsets.UTF_8);
    private static final FileDigest ANNOUNCED = new FileDigest(CONTENT.length, TestArchive.sha256(CONTENT));

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;
    private Path target;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        target = directory.resolve("package.deb");
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void shouldFetchFileThatIsAsAnnounced() throws Exception {
        serve(exchange -> respond(exchange, 200, CONTENT));

        assertThat(downloads().fetch(uri(), ANNOUNCED, target)).hasBinaryContent(CONTENT);
    }

    @Test
    void shouldNotFetchAgainWhatIsThere() throws Exception {
        serve(exchange -> respond(exchange, 200, CONTENT));
        downloads().fetch(uri(), ANNOUNCED, target);

        downloads().fetch(uri(), ANNOUNCED, target);

        assertThat(requests).hasValue(1);
    }

    @Test
    void shouldReplaceFileThatIsThereAndNotAsAnnounced() throws Exception {
        serve(exchange -> respond(exchange, 200, CONTENT));
        Files.writeString(target, "the packagX");

        assertThat(downloads().fetch(uri(), ANNOUNCED, target)).hasBinaryContent(CONTENT);
    }

    @Test
    void shouldRefuseWrongDigestAndKeepNothing() {
        serve(exchange -> respond(exchange, 200, "the packagX".getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> downloads().fetch(uri(), ANNOUNCED, target))
                .isInstanceOf(ArchiveException.Mismatch.class)
                .hasMessageContaining(uri().toString())
                .hasMessageContaining("instead of the announced " + ANNOUNCED.sha256());
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldStopAtTheFirstByteBeyondTheAnnouncedSize() {
        serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = new byte[1 << 16];
            for (int written = 0; written < 1 << 12; written++) {
                exchange.getResponseBody().write(block);
            }
        });

        assertThatThrownBy(() -> downloads().fetch(uri(), ANNOUNCED, target))
                .isInstanceOf(ArchiveException.Mismatch.class)
                .hasMessageContaining("is longer than the announced 11 bytes");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldRefuseFileThatIsShorterThanAnnounced() {
        serve(exchange -> respond(exchange, 200, new byte[] {1, 2, 3}));

        assertThatThrownBy(() -> downloads().fetch(uri(), ANNOUNCED, target))
                .isInstanceOf(ArchiveException.Mismatch.class)
                .hasMessageContaining("is truncated: 3 of the announced 11 bytes");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldTryAgainWhenTheServerFailsOnce() throws Exception {
        serve(exchange -> respond(exchange, requests.get() == 1 ? 503 : 200, CONTENT));

        assertThat(downloads().fetch(uri(), ANNOUNCED, target)).hasBinaryContent(CONTENT);
        assertThat(requests).hasValue(2);
    }

    @Test
    void shouldGiveUpOnAServerThatKeepsFailing() {
        serve(exchange -> respond(exchange, 503, CONTENT));

        assertThatThrownBy(() -> downloads().fetch(uri(), ANNOUNCED, target))
                .isInstanceOf(ArchiveException.Unreachable.class)
                .hasMessageContaining("HTTP status 503");
    }

    @Test
    void shouldNotTryAgainWhatDoesNotExist() {
        serve(exchange -> respond(exchange, 404, CONTENT));

        assertThatThrownBy(() -> downloads().fetch(uri(), ANNOUNCED, target))
                .isInstanceOf(ArchiveException.NotFound.class)
                .hasMessageContaining(uri().toString());
        assertThat(requests).hasValue(1);
    }

    @Test
    void shouldGiveUpOnAServerThatFallsSilent() {
        CountDownLatch never = new CountDownLatch(1);
        serve(exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 3);
            exchange.getResponseBody().flush();
            await(never);
        });

        assertThatThrownBy(
                        () -> downloads(Proxies.none(), Duration.ofMillis(300)).fetch(uri(), ANNOUNCED, target))
                .isInstanceOf(ArchiveException.Unreachable.class)
                .hasMessageContaining("nothing came for 300 ms");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldGoThroughTheProxyOfTheScheme() throws Exception {
        StringBuilder asked = new StringBuilder();
        serve(exchange -> {
            asked.append(exchange.getRequestURI());
            respond(exchange, 200, CONTENT);
        });
        Proxies proxies = new Proxies(Map.of("http", uri().resolve("/").toString()));

        downloads(proxies, Duration.ofSeconds(5))
                .fetch(URI.create("http://archive.invalid/pool/x.deb"), ANNOUNCED, target);

        assertThat(asked).hasToString("http://archive.invalid/pool/x.deb");
    }

    @Test
    void shouldGiveTheProxyThePasswordOfItsRule() throws Exception {
        StringBuilder shown = new StringBuilder();
        serve(exchange -> {
            String password = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
            if (password == null) {
                exchange.getResponseHeaders().add("Proxy-Authenticate", "Basic realm=\"proxy\"");
                respond(exchange, 407, new byte[] {1});
            } else {
                shown.append(password);
                respond(exchange, 200, CONTENT);
            }
        });
        String address = uri().resolve("/").toString().replace("http://", "http://user:secret@");

        downloads(new Proxies(Map.of("http", address)), Duration.ofSeconds(5))
                .fetch(URI.create("http://archive.invalid/pool/x.deb"), ANNOUNCED, target);

        assertThat(shown).hasToString("Basic dXNlcjpzZWNyZXQ=");
    }

    @Test
    void shouldPreferTheRuleOfAHostToThatOfItsScheme() {
        Proxies proxies = new Proxies(
                Map.of("http", "http://proxy:3128", "http::near", "DIRECT", "http::far", "http://other:8080"));

        assertThat(proxies.proxyFor(URI.create("http://any/x"))).contains(URI.create("http://proxy:3128"));
        assertThat(proxies.proxyFor(URI.create("http://near/x"))).isEmpty();
        assertThat(proxies.proxyFor(URI.create("http://far/x"))).contains(URI.create("http://other:8080"));
        assertThat(proxies.proxyFor(URI.create("https://any/x"))).isEmpty();
    }

    @Test
    void shouldReadLocalArchive() throws Exception {
        Path source = Files.write(directory.resolve("source with space.deb"), CONTENT);

        assertThat(downloads().fetch(source.toUri(), ANNOUNCED, target)).hasBinaryContent(CONTENT);
    }

    @Test
    void shouldNameASchemeThatCannotBeRead() {
        assertThatThrownBy(() -> downloads().read(URI.create("cdrom:Debian"), 10))
                .isInstanceOf(ArchiveException.NotFound.class)
                .hasMessageContaining("cdrom:***: only http, https and file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:secret@host_name/debian/InRelease?token=secret",
                "http:/user:secret@host.example/debian",
                "http:///user:secret@host.example/debian",
                "https:user:secret@host.example/debian",
            })
    void shouldSayThatAnAddressHasNoHostNameAndShowNoPassword(String address) {
        URI uri = URI.create(address);

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> downloads().read(uri, 10), () -> downloads().fetch(uri, ANNOUNCED, target))) {
            assertThatThrownBy(call)
                    .isInstanceOf(ArchiveException.Unreachable.class)
                    .hasMessageContaining("***")
                    .hasMessageContaining("has no host name that can be used")
                    .satisfies(DownloadsTest::assertShowsNoPassword);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:secret@host_name/x",
                "http://user:s^ecret@localhost/x",
                "http://user:secret@localhost:1/x?token=secret",
                "http://user:secret@host.invalid/x?token=secret",
                "ftp://user:secret@localhost/x",
                "http:secret@localhost/x",
            })
    void shouldShowNoPasswordOfAnAddressThatTheServerNames(String address) {
        serve(exchange -> {
            exchange.getResponseHeaders().add("Location", address);
            respond(exchange, 302, new byte[] {1});
        });

        assertThatThrownBy(() -> downloads().read(uri(), 10))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining(uri().toString())
                .satisfies(DownloadsTest::assertShowsNoPassword);
    }

    @Test
    void shouldSayThatAProxyHasNoHostNameAndShowNoPassword() {
        Proxies proxies = new Proxies(Map.of("http", "http://user:secret@proxy_name:3128"));

        assertThatThrownBy(() -> downloads(proxies, Duration.ofSeconds(5)).read(uri(), 10))
                .hasMessageContaining("http://***@proxy_name:3128, the proxy for http, has no host name")
                .satisfies(DownloadsTest::assertShowsNoPassword);
    }

    @Test
    void shouldRefuseSmallFileThatIsLarge() {
        serve(exchange -> respond(exchange, 200, CONTENT));

        assertThatThrownBy(() -> downloads().read(uri(), 10))
                .isInstanceOf(ArchiveException.Hostile.class)
                .hasMessageContaining("longer than 10 bytes");
    }

    @Test
    void shouldBlameTheLocalDiskWhereItIsAtFault() throws Exception {
        serve(exchange -> respond(exchange, 200, CONTENT));
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> downloads().fetch(uri(), ANNOUNCED, file.resolve("below")))
                .isInstanceOf(IOException.class);
        assertThat(requests).hasValue(0);
    }

    /** Who catches it may show its causes, too. */
    private static void assertShowsNoPassword(Throwable thrown) {
        for (Throwable shown = thrown; shown != null; shown = shown.getCause()) {
            assertThat(shown.toString()).doesNotContain("ecret");
        }
    }

    private Downloads downloads() {
        return downloads(Proxies.none(), Duration.ofSeconds(5));
    }

    private static Downloads downloads(Proxies proxies, Duration patience) {
        return new Downloads(new Transport(proxies, patience));
    }

    private void serve(HttpHandler handler) {
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                handler.handle(exchange);
            }
        });
    }

    private URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/pool/package.deb");
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
