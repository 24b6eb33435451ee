package io.slackwater.ingest.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.artifact.ArtifactException;
import io.slackwater.artifact.transfer.Proxies;
import io.slackwater.artifact.transfer.Transport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArtifactFetcherTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "http://user:secret@host_name/x.qcow2, http://***@host_name/x.qcow2, UNREADABLE",
        "http://user:secret@127.0.0.1:1/x.qcow2?token=secret, http://***@127.0.0.1:1/x.qcow2?***, UNREADABLE",
        "http:/user:secret@host/x.qcow2, http:***, UNREADABLE",
        "https:user:secret@host/x.qcow2, https:***, UNREADABLE",
        "bob:secret@files/x.qcow2, bob:***, FORBIDDEN",
        "ftp://user:secret@files/x.qcow2, ftp://***@files/x.qcow2, FORBIDDEN",
        "ftp:/user:secret@files/x.qcow2, ftp:***, FORBIDDEN",
        "file:user:secret@files/x.qcow2, file:***, FORBIDDEN",
        "file://user:secret@files/x.qcow2, file://***@files/x.qcow2, FORBIDDEN",
        "file://user:secret@host_name/x.qcow2, file://***@host_name/x.qcow2, FORBIDDEN",
    })
    void shouldShowNoPasswordOfAnAddressThatItRefuses(String address, String shown, ArtifactException.Cause cause)
            throws Exception {
        ArtifactFetcher fetcher = new ArtifactFetcher(
                new ArtifactStore(directory, 100),
                new Transport(Proxies.none(), Duration.ofSeconds(5)),
                List.of(directory));

        assertThatThrownBy(() -> fetcher.fetch(URI.create(address), "a".repeat(64)))
                .isInstanceOfSatisfying(ArtifactException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(cause))
                .hasMessageStartingWith(shown + " ")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }
}
