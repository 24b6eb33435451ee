package io.slackwater.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuestDefinitionTest {

    @Test
    void shouldEscapePathsForXml() {
        String xml = guest("guest", "/tmp/o'brien & <sons>/vmlinuz").toXml();

        assertThat(xml).contains("<kernel>/tmp/o&apos;brien &amp; &lt;sons&gt;/vmlinuz</kernel>");
    }

    @Test
    void shouldRefuseANameThatIsNone() {
        assertThatThrownBy(() -> guest("a/b", "/vmlinuz")).isInstanceOf(IllegalArgumentException.class);
    }

    private static GuestDefinition guest(String name, String kernel) {
        return new GuestDefinition(
                name, 128, Path.of(kernel), Path.of("/initrd"), Optional.empty(), Path.of("/tmp/console"));
    }
}
