package io.slackwater.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.Severity;
import io.slackwater.domain.portion.VersionOrder;
import io.slackwater.domain.volume.VolumeFormat;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommonMapperTest {

    @ParameterizedTest
    @MethodSource
    void shouldHaveTheSameNamesAsTheLog(Class<? extends Enum<?>> ours, Class<? extends Enum<?>> ofTheLog) {
        assertThat(names(ours)).containsExactlyInAnyOrderElementsOf(names(ofTheLog));
    }

    static Stream<Arguments> shouldHaveTheSameNamesAsTheLog() {
        return Stream.of(
                Arguments.of(BlockerCode.class, io.slackwater.schemas.BlockerCode.class),
                Arguments.of(PortionKind.class, io.slackwater.schemas.PortionKind.class),
                Arguments.of(Severity.class, io.slackwater.schemas.Severity.class),
                Arguments.of(VolumeFormat.class, io.slackwater.schemas.VolumeFormat.class));
    }

    @Test
    void shouldSupersedeOnlyWhatIsListedByAnOrderThatItDoesNotKnow() {
        assertThat(CommonMapper.order(io.slackwater.schemas.VersionOrder.UNKNOWN))
                .isEqualTo(VersionOrder.LISTED);
    }

    private static List<String> names(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    }
}
