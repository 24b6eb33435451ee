package io.slackwater.artifact;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.domain.volume.VolumeFormat;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageCheckTest {

    @TempDir
    Path directory;

    @Test
    void shouldTakeAnImageThatStandsAlone() {
        assertThatCode(() -> check(header(3, 0, 0), VolumeFormat.QCOW2)).doesNotThrowAnyException();
        assertThatCode(() -> check(header(2, 0, 0), VolumeFormat.QCOW2)).doesNotThrowAnyException();
    }

    @Test
    void shouldTakeAnythingElseThatIsSaidToBeRaw() {
        assertThatCode(() -> check(new byte[] {1}, VolumeFormat.RAW)).doesNotThrowAnyException();
        assertThatCode(() -> check(new byte[200], VolumeFormat.RAW)).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseAnImageThatIsSaidToBeRaw() {
        assertThatThrownBy(() -> check(header(3, 0, 0), VolumeFormat.RAW))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("is a qcow2 image; correct its format");
    }

    @Test
    void shouldRefuseAnImageThatNamesABackingFile() {
        assertRefused(header(3, 1024, 0), "names a backing file");
    }

    @Test
    void shouldRefuseAnImageThatKeepsItsDataElsewhere() {
        assertRefused(header(3, 0, 4), "keeps its data in another file");
    }

    @Test
    void shouldRefuseWhatIsNoImage() {
        assertRefused(new byte[200], "is no qcow2 image");
        assertRefused(header(4, 0, 0), "is no qcow2 image");
        assertRefused(new byte[] {'Q', 'F', 'I', (byte) 0xfb, 0}, "is shorter than the header");
        assertRefused(new byte[0], "is shorter than the header");
    }

    private void assertRefused(byte[] content, String message) {
        assertThatThrownBy(() -> check(content, VolumeFormat.QCOW2))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining(message);
    }

    private void check(byte[] content, VolumeFormat format) throws Exception {
        ImageCheck.check(Files.write(directory.resolve("image"), content), format);
    }

    /** As QEMU's docs/interop/qcow2.rst lays it out: magic, version, backing file offset at 8, incompatible features at 72. */
    private static byte[] header(int version, long backingFileOffset, long incompatibleFeatures) {
        return ByteBuffer.allocate(112)
                .putInt(0, 0x514649fb)
                .putInt(4, version)
                .putLong(8, backingFileOffset)
                .putLong(72, incompatibleFeatures)
                .array();
    }
}
