package io.slackwater.standalone.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.standalone.connect.CommandFailedException;
import io.slackwater.standalone.connect.ScriptedServer;
import io.slackwater.standalone.operate.ServiceClient.Request;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusalTest {

    private static final String ELSEWHERE =
            "{\"detail\": \"This instance still reads the log\", \"remedy\": \"Ask the other instances\"}";

    @Test
    void shouldSendNobodyToOtherInstancesWhereThereAreNone() throws IOException {
        assertThat(refusal(ELSEWHERE, true)).isEqualTo("This instance still reads the log. Try again in a moment");
        assertThat(refusal(ELSEWHERE, false)).isEqualTo("This instance still reads the log. Ask the other instances");
    }

    @Test
    void shouldNotAdviseToSendAgainWhatMayStillTakeEffect() throws IOException {
        String unconfirmed = "{\"detail\": \"It may still take effect\", \"remedy\": \"Ask once the broker answers\"}";

        assertThat(refusal(unconfirmed, true)).isEqualTo("It may still take effect. Ask once the broker answers");
    }

    private static String refusal(String problem, boolean isAlone) throws IOException {
        try (ScriptedServer executor = new ScriptedServer()) {
            executor.on("GET /rollouts", 503, problem);
            ServiceClient client = new ServiceClient(
                    new ServiceClient.Server("update-executor", "--executor"), URI.create(executor.address()), isAlone);
            CommandFailedException[] refused = new CommandFailedException[1];
            assertThatThrownBy(() -> client.send(Request.get("/rollouts", Map.of())))
                    .isInstanceOfSatisfying(CommandFailedException.class, told -> refused[0] = told);
            return String.valueOf(refused[0].getMessage());
        }
    }
}
