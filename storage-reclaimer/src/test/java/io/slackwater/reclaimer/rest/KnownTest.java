package io.slackwater.reclaimer.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slackwater.runtime.rest.InvalidRequestException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownTest {

    private static final Set<String> STORES = Set.of("rack1-a/default", "rack9-z/images");

    @Test
    void shouldTakeAStoreThatIsKnown() {
        assertThat(Known.store("rack1-a/default", STORES)).isEqualTo("rack1-a/default");
    }

    @Test
    void shouldNameTheNearestOfWhatIsUnknown() {
        InvalidRequestException unknown =
                catchThrowableOfType(InvalidRequestException.class, () -> Known.store("rack1a/default", STORES));

        assertThat(unknown.field()).isEqualTo("store");
        assertThat(unknown).hasMessage("This instance knows no store rack1a/default");
        assertThat(unknown.remedy())
                .isEqualTo("Nearest: rack1-a/default. 'slackwater storage hosts' (GET /stores) lists the stores");
    }

    @Test
    void shouldNameNoneThatHasLittleInCommon() {
        InvalidRequestException unknown = catchThrowableOfType(
                InvalidRequestException.class, () -> Known.portion("windows", Set.of("debian-12/kernel")));

        assertThat(unknown).hasMessage("This instance knows no portion windows");
        assertThat(unknown.remedy()).startsWith("'slackwater storage' (GET /volumes) lists");
    }

    @Test
    void shouldSayThatNoneIsNamed() {
        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> Known.store(" ", STORES)))
                .hasMessage("The store is missing");
    }
}
