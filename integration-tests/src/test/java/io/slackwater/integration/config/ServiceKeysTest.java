package io.slackwater.integration.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.slackwater.standalone.config.ServiceKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServiceKeysTest {

    private static final List<String> MODULES =
            List.of("patch-ingest", "vm-inventory", "topologies", "storage-reclaimer", "runtime");

    private static final Map<String, String> MAPPINGS = Map.of(
            "slackwater.ingest", "io.slackwater.ingest.config.IngestConfiguration",
            "slackwater.inventory", "io.slackwater.inventory.config.InventoryConfig",
            "slackwater.executor", "io.slackwater.topology.update.shared.ExecutorConfig",
            "slackwater.reclaimer", "io.slackwater.reclaimer.config.ReclaimerConfiguration");

    @Test
    void shouldKnowTheKeysThatTheServicesReadAndNoOthers() {
        // given
        JavaClasses classes = new ClassFileImporter()
                .importPaths(MODULES.stream()
                        .map(module -> Path.of("..", module, "target", "classes"))
                        .toList());

        // when
        List<String> read = MAPPINGS.entrySet().stream()
                .flatMap(mapping -> keys(mapping.getKey(), classes.get(mapping.getValue())))
                .toList();

        // then
        assertThat(ServiceKeys.ALL).containsExactlyInAnyOrderElementsOf(read);
    }

    private static Stream<String> keys(String prefix, JavaClass mapping) {
        return mapping.getMethods().stream()
                .filter(method -> !method.getModifiers().contains(JavaModifier.STATIC))
                .flatMap(method -> keys(prefix + "." + hyphened(method), method.getReturnType()));
    }

    private static Stream<String> keys(String key, JavaType type) {
        JavaClass raw = type.toErasure();
        if (raw.getName().equals(Map.class.getName())) {
            List<JavaType> arguments = ((JavaParameterizedType) type).getActualTypeArguments();
            return keys(key + ".*", arguments.get(1));
        }
        boolean isGroup = raw.isInterface() && raw.getPackageName().startsWith("io.slackwater");
        return isGroup ? keys(key, raw) : Stream.of(key);
    }

    private static String hyphened(JavaMethod method) {
        return method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
