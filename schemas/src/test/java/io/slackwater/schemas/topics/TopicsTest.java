package io.slackwater.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicsTest {

    @Test
    void shouldListEveryConstant() {
        Stream<Object> constants = Arrays.stream(Topics.class.getDeclaredFields())
                .filter(field -> Modifier.isPublic(field.getModifiers()) && field.getType() == Topic.class)
                .map(TopicsTest::valueOf);

        assertThat(constants).containsExactlyElementsOf(Topics.all());
    }

    @Test
    void shouldNameEachTopicOnce() {
        assertThat(Topics.all())
                .extracting(Topic::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.startsWith("slackwater."));
    }

    @Test
    void shouldSayInTheDocumentationOfARebuildHowEachTopicIsKept() throws IOException {
        Map<Retention, String> words = Map.of(
                Retention.FOREVER, "for ever",
                Retention.AUDIT_PERIOD, "audit period",
                Retention.COMPACTED, "compacted");
        List<String> expected = Topics.all().stream()
                .map(topic -> "| `" + topic.name().substring("slackwater.".length()) + "` | "
                        + words.get(topic.retention()) + " |")
                .toList();

        Pattern row = Pattern.compile("^\\| `[^`]+` \\| [^|]+ \\|");
        List<String> documented = Files.readAllLines(Path.of("../docs/operations/rebuild.md")).stream()
                .flatMap(line -> row.matcher(line).results().map(MatchResult::group))
                .toList();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void shouldDocumentEveryFieldAndGiveEveryEnumADefault(Schema schema) {
        assertDocumented(schema);
    }

    static Stream<Schema> schemas() {
        return Topics.all().stream().map(topic -> SpecificData.get().getSchema(topic.valueType()));
    }

    private static void assertDocumented(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> {
                assertThat(schema.getDoc()).as(schema.getFullName()).isNotBlank();
                for (Schema.Field field : schema.getFields()) {
                    assertThat(field.doc())
                            .as(schema.getName() + "." + field.name())
                            .isNotBlank();
                    assertDocumented(field.schema());
                }
            }
            case ENUM ->
                assertThat(schema.getEnumDefault()).as(schema.getFullName()).isNotNull();
            case ARRAY -> assertDocumented(schema.getElementType());
            case MAP -> assertDocumented(schema.getValueType());
            case UNION -> schema.getTypes().forEach(TopicsTest::assertDocumented);
            default -> assertThat(schema.getType()).isNotEqualTo(Schema.Type.FIXED);
        }
    }

    private static Object valueOf(java.lang.reflect.Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
