package io.slackwater.standalone.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.standalone.connect.ScriptedServer;
import io.slackwater.standalone.vms.VmNames;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AskedVmNamesTest {

    private static final String CANARY = "4f0c0000-0000-4000-8000-000000000001";
    private static final String UNNAMED = "4f0c0000-0000-4000-8000-000000000002";
    private static final String UNHEARD_OF = "4f0c0000-0000-4000-8000-000000000003";
    private static final String ELSEWHERE = "4f0c0000-0000-4000-8000-000000000004";

    private ScriptedServer executor;
    private VmNames names;

    @BeforeEach
    void startServer() throws IOException {
        executor = new ScriptedServer()
                .on("GET /vms/" + CANARY + "/explain", 200, "{\"name\": \"canary\"}")
                .on("GET /vms/" + UNNAMED + "/explain", 200, "{\"name\": null}")
                .on("GET /vms/" + ELSEWHERE + "/explain", 503, "{\"detail\": \"Another instance keeps it\"}");
        names = new AskedVmNames(new ServiceClient(
                new ServiceClient.Server("update-executor", "--executor"), URI.create(executor.address()), true));
    }

    @AfterEach
    void stopServer() {
        executor.close();
    }

    @Test
    void shouldAskOnceForEachVmThatATextNames() {
        assertThat(names.inText("held by " + CANARY + ", " + CANARY))
                .isEqualTo("held by canary (4f0c0000), canary (4f0c0000)");
        assertThat(executor.requests).containsExactly("GET /vms/" + CANARY + "/explain");
    }

    @Test
    void shouldKeepTheUuidOfWhatHasNoNameHere() {
        assertThat(names.inText(UNNAMED)).isEqualTo(UNNAMED);
        assertThat(names.inText(UNHEARD_OF)).isEqualTo(UNHEARD_OF);
        assertThat(names.inText(ELSEWHERE)).isEqualTo(ELSEWHERE);
    }

    @Test
    void shouldAskForNothingThatIsNoVm() {
        assertThat(names.inText("held by rack1-a")).isEqualTo("held by rack1-a");
        assertThat(executor.requests).isEmpty();
    }
}
