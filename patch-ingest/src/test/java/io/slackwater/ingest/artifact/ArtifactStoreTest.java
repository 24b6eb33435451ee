package io.slackwater.ingest.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.artifact.ArtifactException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactStoreTest {

    private static final String CONTENT = "artifact";
    private static final String SHA256 = "c7c5c1d70c5dec4416ab6158afd0b223ef40c29b1dc1f97ed9428b94d4cadb1c";

    @TempDir
    Path directory;

    @Test
    void shouldKeepContentUnderItsDigest() throws Exception {
        ArtifactStore store = new ArtifactStore(directory, 100);

        Artifact stored = store.put(stream(CONTENT), Optional.empty());

        assertThat(stored).isEqualTo(new Artifact(SHA256, CONTENT.length()));
        assertThat(store.find(SHA256)).hasValueSatisfying(file -> assertThat(file)
                .hasContent(CONTENT)
                .isEqualTo(directory.resolve("artifacts/sha256").resolve(SHA256)));
    }

    @Test
    void shouldTakeTheSameContentAgain() throws Exception {
        ArtifactStore store = new ArtifactStore(directory, 100);
        store.put(stream(CONTENT), Optional.of(SHA256));

        assertThat(store.put(stream(CONTENT), Optional.of(SHA256)).sha256()).isEqualTo(SHA256);
    }

    @Test
    void shouldRefuseAnotherDigestAndKeepNothing() throws Exception {
        ArtifactStore store = new ArtifactStore(directory, 100);

        assertThatThrownBy(() -> store.put(stream("other"), Optional.of(SHA256)))
                .isInstanceOfSatisfying(ArtifactException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(ArtifactException.Cause.DIGEST))
                .hasMessageContaining("instead of " + SHA256);
        assertNothingKept();
    }

    @Test
    void shouldStopAtTheLargestSize() throws Exception {
        ArtifactStore store = new ArtifactStore(directory, 1000);

        assertThatThrownBy(() -> store.put(new EndlessStream(), Optional.empty()))
                .isInstanceOfSatisfying(ArtifactException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(ArtifactException.Cause.TOO_LARGE));
        assertNothingKept();
    }

    @Test
    void shouldKeepNothingOfATransferThatBreaks() throws Exception {
        ArtifactStore store = new ArtifactStore(directory, 1000);
        InputStream broken = new SequenceInputStream(stream("half"), new BrokenStream());

        assertThatThrownBy(() -> store.put(broken, Optional.empty())).isInstanceOf(IOException.class);
        assertNothingKept();
    }

    @Test
    void shouldDropWhatAnEarlierRunLeftHalfDone() throws Exception {
        new ArtifactStore(directory, 100);
        Path leftover = directory.resolve("artifacts/incoming/packages-1/x.deb");
        Files.createDirectories(leftover.getParent());
        Files.writeString(leftover, "half");

        new ArtifactStore(directory, 100);

        assertThat(directory.resolve("artifacts/incoming")).isEmptyDirectory();
    }

    @Test
    void shouldFindNothingUnderWhatIsNoDigest() throws Exception {
        ArtifactStore store = new ArtifactStore(directory, 100);
        Files.writeString(directory.resolve("artifacts/secret"), "secret");

        assertThat(store.find("../secret")).isEmpty();
        assertThat(store.find(SHA256)).isEmpty();
    }

    private void assertNothingKept() {
        assertThat(directory.resolve("artifacts/incoming")).isEmptyDirectory();
        assertThat(directory.resolve("artifacts/sha256")).isEmptyDirectory();
    }

    private static InputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    private static final class BrokenStream extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("connection reset");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
        }
    }

    private static final class EndlessStream extends InputStream {
        @Override
        public int read() {
            return 0;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return length;
        }
    }
}
