package io.slackwater.hypervisor.paths;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.hypervisor.paths.ImageName.Export;
import io.slackwater.hypervisor.paths.ImageName.File;
import io.slackwater.hypervisor.paths.ImageName.Unknown;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemotePathTest {

    private static final RemotePath IMAGE = RemotePath.of("/vms/vm");

    @ParameterizedTest
    @CsvSource({
        "/a//b/./c/, /a/b/c, /a/b/c, false",
        "/../a, /a, /a, false",
        "/a/../b, /a/../b, /b, true",
        "/a/.., /a/.., /, true",
        "/a/../../../b, /a/../../../b, /b, true",
        "/a..b/..c, /a..b/..c, /a..b/..c, false",
        "/, /, /, false"
    })
    void shouldTakeOutOnlyWhatNoLinkCanChange(String path, String text, String straight, boolean climbs) {
        RemotePath read = RemotePath.of(path);

        assertThat(read.text()).isEqualTo(text);
        assertThat(read.withoutLinks().text()).isEqualTo(straight);
        assertThat(read.climbs()).isEqualTo(climbs);
        assertThat(read.isExact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a\0b", "/l\uFFFDtin", "relative", ""})
    void shouldSayWhichPathsCannotBeTold(String path) {
        assertThat(RemotePath.of(path).isExact()).isFalse();
    }

    @Test
    void shouldTakeNamesThatThisLocaleCannotSay() {
        assertThat(RemotePath.of("/g\u00f6lden/\u5e95").isExact()).isTrue();
        assertThat(IMAGE.beside("b\u00e4se").text()).isEqualTo("/vms/b\u00e4se");
    }

    @Test
    void shouldReadNamesAsQemuDoes() {
        assertThat(ImageName.of("../g/base", IMAGE)).containsExactly(file("/vms/../g/base"));
        assertThat(ImageName.of("./a:b", IMAGE)).containsExactly(file("/vms/a:b"));
        assertThat(ImageName.of("file:/g/base", IMAGE)).containsExactly(file("/g/base"));
        assertThat(ImageName.of("file:base", IMAGE)).containsExactly(new Unknown("file:base"));
        assertThat(ImageName.of("nbd://h/x", IMAGE)).containsExactly(new Export("nbd"));
        assertThat(ImageName.of("json:{", IMAGE)).containsExactly(new Unknown("json:{"));
        assertThat(ImageName.of("json:[]", IMAGE)).containsExactly(new Unknown("json:[]"));
        assertThat(ImageName.of("json:{\"file\":\"node\"}", IMAGE)).containsExactly(new Unknown("node"));
        assertThat(ImageName.of("json:{'driver':'raw','file':{'driver':'nbd','export':'x'}}", IMAGE))
                .containsExactly(new Export("nbd"));
        assertThat(ImageName.of("json:{\"file.filename\":\"\\/g\\u002fb\",\"backing\":{\"filename\":\"/c\"}}", IMAGE))
                .containsExactly(file("/g/b"), file("/c"));
    }

    @Test
    void shouldReadWhateverANameIsMadeOf() {
        Random random = new Random(42);
        String parts = "/.:{}[]\"'\\jsonfile,\0\uFFFD u0";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder name = new StringBuilder(random.nextBoolean() ? "json:{" : "");
            for (int length = random.nextInt(20); length > 0; length--) {
                name.append(parts.charAt(random.nextInt(parts.length())));
            }
            assertThat(ImageName.of(name.toString(), IMAGE)).isNotEmpty();
        }
    }

    private static ImageName file(String path) {
        return new File(RemotePath.of(path));
    }

    @Test
    void shouldTellDirectoriesFromNamesThatBeginAlike() {
        assertThat(RemotePath.of("/a").isOrContains(RemotePath.of("/a/b"))).isTrue();
        assertThat(RemotePath.of("/").isOrContains(RemotePath.of("/a"))).isTrue();
        assertThat(List.of("/ab", "/").stream().map(RemotePath::of).noneMatch(RemotePath.of("/a")::isOrContains))
                .isTrue();
    }
}
