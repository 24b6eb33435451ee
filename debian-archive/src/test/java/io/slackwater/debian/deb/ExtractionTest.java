package io.slackwater.debian.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.expand.Compression;
import io.slackwater.debian.expand.ExpansionLimits;
import io.slackwater.debian.testing.TestDeb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractionTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(Compression.class)
    void shouldExtractTheOneFileOfThatName(Compression compression) throws Exception {
        Path deb = kernel().write(directory.resolve("kernel.deb"), compression);
        Path target = directory.resolve("out/vmlinuz");

        DebMember member = extraction(deb).single(name -> name.startsWith("boot/vmlinuz-"), target);

        assertThat(member.name()).isEqualTo("boot/vmlinuz-6.1.0-50-cloud-amd64");
        assertThat(target).hasContent("the kernel");
        assertThat(filesBelow(directory.resolve("out"))).containsExactly("vmlinuz");
    }

    @Test
    void shouldRefuseWhenNoFileHasTheName() throws Exception {
        Path deb = kernel().write(directory.resolve("kernel.deb"));

        assertThatThrownBy(() -> extraction(deb).single(name -> name.startsWith("boot/initrd"), directory.resolve("x")))
                .isInstanceOf(ArchiveException.NotFound.class)
                .hasMessageContaining("holds 0 files");
    }

    @Test
    void shouldRefuseWhenSeveralFilesHaveTheName() throws Exception {
        Path deb = kernel().file("./boot/vmlinuz-other", "another").write(directory.resolve("kernel.deb"));

        assertThatThrownBy(
                        () -> extraction(deb).single(name -> name.startsWith("boot/vmlinuz-"), directory.resolve("x")))
                .isInstanceOf(ArchiveException.NotFound.class)
                .hasMessageContaining("boot/vmlinuz-other");
        assertThat(directory.resolve("x")).doesNotExist();
    }

    @Test
    void shouldExtractFilesAndLinksThatStayWithin() throws Exception {
        Path deb = new TestDeb()
                .directory("./usr")
                .file("./usr/lib/libfoo.so.1.2", "library".getBytes(java.nio.charset.StandardCharsets.UTF_8), 0755)
                .symbolicLink("./usr/lib/libfoo.so.1", "libfoo.so.1.2")
                .symbolicLink("./lib64/ld.so", "/usr/lib/libfoo.so.1.2")
                .hardLink("./usr/lib/same", "./usr/lib/libfoo.so.1.2")
                .device("./dev/null")
                .write(directory.resolve("library.deb"));
        Path root = directory.resolve("root");

        List<Path> made = extraction(deb).all(name -> true, root);

        assertThat(made).hasSize(4);
        assertThat(root.resolve("usr/lib/libfoo.so.1")).isSymbolicLink().hasContent("library");
        assertThat(root.resolve("lib64/ld.so")).isSymbolicLink().hasContent("library");
        assertThat(root.resolve("usr/lib/same")).hasContent("library");
        assertThat(root.resolve("usr/lib/libfoo.so.1.2")).isExecutable();
        assertThat(root.resolve("dev/null")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "./a/../../evil", "/etc/evil", "a/..", "./.."})
    void shouldRefuseWholePackageWithANameThatLeadsOut(String name) throws Exception {
        Path deb = kernel().file(name, "evil").write(directory.resolve("evil.deb"));

        assertHostile(deb).hasMessageContaining("evil.deb").hasMessageContaining("leads out");
        assertThat(directory.resolve("out/vmlinuz")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "/../../etc/passwd", ".."})
    void shouldRefuseSymbolicLinkThatLeadsOut(String target) throws Exception {
        Path deb = new TestDeb().symbolicLink("./link", target).write(directory.resolve("evil.deb"));

        assertThatThrownBy(() -> extraction(deb).all(name -> true, directory.resolve("root")))
                .isInstanceOf(ArchiveException.Hostile.class)
                .hasMessageContaining("\"link\" to \"" + target + "\"");
    }

    @Test
    void shouldNotWriteThroughALinkThatWasThereBefore() throws Exception {
        Path outside = Files.createDirectories(directory.resolve("outside"));
        Path root = Files.createDirectories(directory.resolve("root"));
        Files.createSymbolicLink(root.resolve("way"), outside);
        Path deb = new TestDeb().file("./way/evil", "evil").write(directory.resolve("evil.deb"));

        assertThatThrownBy(() -> extraction(deb).all(name -> true, root)).isInstanceOf(ArchiveException.Hostile.class);
        assertThat(outside).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "/../secret", "not-in-the-package"})
    void shouldRefuseHardLinkToWhatThePackageDoesNotHold(String target) throws Exception {
        Files.writeString(directory.resolve("secret"), "secret");
        Path deb = new TestDeb().hardLink("./link", target).write(directory.resolve("evil.deb"));

        assertThatThrownBy(() -> extraction(deb).all(name -> true, directory.resolve("root")))
                .isInstanceOf(ArchiveException.Hostile.class);
    }

    @ParameterizedTest
    @EnumSource(value = Compression.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void shouldStopABombByItsRatio(Compression compression) throws Exception {
        Path deb = kernel().file("./zeros", new byte[64 << 20], 0644).write(directory.resolve("bomb.deb"), compression);

        assertHostile(deb, new ExpansionLimits(8L << 30, 20, 1000)).hasMessageContaining("expands to more than");
    }

    @Test
    void shouldStopABombByItsBytes() throws Exception {
        Path deb = kernel().file("./zeros", new byte[1 << 20], 0644).write(directory.resolve("bomb.deb"));

        assertHostile(deb, new ExpansionLimits(1 << 20, 200, 1000)).hasMessageContaining("more than 1048576 bytes");
    }

    @Test
    void shouldStopAPackageWithTooManyMembers() throws Exception {
        Path deb = kernel().file("./a", "").file("./b", "").write(directory.resolve("many.deb"));

        assertHostile(deb, new ExpansionLimits(1 << 30, 200, 2)).hasMessageContaining("more than 2 members");
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void shouldRefuseTruncatedPackageAtAnyLength(Compression compression) throws Exception {
        byte[] whole = kernel().file("./more", new byte[3000], 0644).bytes(compression);
        Path deb = directory.resolve("cut.deb");
        for (int length = 0; length < whole.length - 1; length += Math.max(1, whole.length / 50)) {
            Files.write(deb, Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> extraction(deb).single(name -> name.startsWith("boot/"), directory.resolve("x")))
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isInstanceOf(ArchiveException.Damaged.class)
                    .hasMessageContaining("cut.deb");
            assertThat(directory.resolve("x")).doesNotExist();
        }
    }

    @Test
    void shouldRefuseWhatIsNoPackage() throws Exception {
        Path deb = Files.writeString(directory.resolve("page.deb"), "<html>Please log in</html>");

        assertThatThrownBy(() -> extraction(deb).single(name -> true, directory.resolve("x")))
                .isInstanceOf(ArchiveException.Damaged.class)
                .hasMessageContaining("page.deb");
    }

    @Test
    void shouldRefuseDataThatIsNotCompressedAsItsNameSays() throws Exception {
        Path deb = Files.write(directory.resolve("odd.deb"), TestDeb.deb("data.tar.xz", new byte[1000]));

        assertThatThrownBy(() -> extraction(deb).single(name -> true, directory.resolve("x")))
                .isInstanceOf(ArchiveException.Damaged.class)
                .hasMessageContaining("data.tar.xz");
    }

    private static TestDeb kernel() {
        return new TestDeb()
                .directory("./boot")
                .file("./boot/vmlinuz-6.1.0-50-cloud-amd64", "the kernel")
                .file("./usr/share/doc/copyright", "free");
    }

    private static Extraction extraction(Path deb) {
        return extraction(deb, ExpansionLimits.standard());
    }

    private static Extraction extraction(Path deb, ExpansionLimits limits) {
        return new Extraction(new DebFile(deb, limits), deb);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertHostile(Path deb) {
        return assertHostile(deb, ExpansionLimits.standard());
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertHostile(Path deb, ExpansionLimits limits) {
        return assertThatThrownBy(() -> extraction(deb, limits)
                        .single(name -> name.startsWith("boot/"), directory.resolve("out/vmlinuz")))
                .isInstanceOf(ArchiveException.Hostile.class);
    }

    private static List<String> filesBelow(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
