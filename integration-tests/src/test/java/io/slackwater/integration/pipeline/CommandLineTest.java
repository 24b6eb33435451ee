package io.slackwater.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.integration.services.ProvisionedBroker;
import io.slackwater.integration.services.RunningServices;
import io.slackwater.standalone.Slackwater;
import io.slackwater.standalone.services.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line and the services that it asks, together. */
class CommandLineTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PATIENT = "{\"modifiable\": {\"settleTime\": \"10m\"}}";

    @TempDir
    private Path directory;

    private URI executor = URI.create("");
    private URI ingest = URI.create("");

    private record Answer(int exitCode, String text) {}

    @Test
    void shouldTellAPersonWhyAndDoWhatAPersonDecides() throws Exception {
        try (EmbeddedBroker broker = ProvisionedBroker.start(directory.resolve("broker"));
                KernelFleet fleet = new KernelFleet(2)) {
            try (RunningServices services = RunningServices.start(
                    directory.resolve("services"), broker.bootstrapServers(), properties(fleet))) {
                executor = services.addressOf(Service.UPDATE_EXECUTOR);
                ingest = services.addressOf(Service.PATCH_INGEST);
                setsPolicies();
                String change = publishes();
                tellsWhyNothingHappens(change, fleet.vms().get(0));
                decides(change, fleet.vms().get(0));
                withdraws(change);
            }
        }
    }

    /** The services find a policy, and a file that is none, in a directory. */
    private Map<String, String> properties(KernelFleet fleet) throws IOException {
        Path policies = Files.createDirectory(directory.resolve("policies"));
        Files.writeString(policies.resolve("from-file.json"), "{\"selector\": {\"vmLabels\": {\"role\": \"web\"}}}");
        Files.writeString(policies.resolve("broken.json"), "{\"colour\": 1}");
        Map<String, String> properties = new HashMap<>(fleet.serviceProperties());
        properties.put("slackwater.executor.policy-directory", policies.toString());
        return properties;
    }

    private void setsPolicies() throws IOException {
        awaitSaid("from-file  1        file from-file.json", "policy", "list");
        assertThat(slackwater("policy", "list").text()).doesNotContain("broken");
        Answer broken = slackwater(
                "policy", "check", directory.resolve("policies/broken.json").toString());
        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.text()).contains("colour is not known: leave it out");

        String file =
                Files.writeString(directory.resolve("everything.json"), PATIENT).toString();
        assertThat(done("policy", "check", file)).contains("would make it version 1 of everything");
        assertThat(done("policy", "set", "everything", file, "--because", "it is a test"))
                .contains("in version 1");
        assertThat(done("policy", "set", "everything", file)).contains("nothing changed");
        assertThat(done("policy", "show", "everything")).contains("\"settleTime\" : \"10m\"");
        assertThat(done("policy", "remove", "from-file", "--as", "ada")).contains("is removed");
        assertThat(slackwater("policy", "show", "from-file").exitCode()).isEqualTo(1);
    }

    /** Publishes it twice, which makes one change. */
    private String publishes() throws IOException {
        Files.write(directory.resolve("vmlinuz"), KernelFleet.kernel(KernelFleet.NEWER));
        String file = Files.writeString(
                        directory.resolve("change.json"),
                        """
                        {"operatingSystem": "debian", "portions": [{"portion": "debian/kernel", "kind": "KERNEL",
                         "version": "%1$s", "kernelRelease": "%1$s", "format": "RAW", "file": "vmlinuz"}]}"""
                                .formatted(KernelFleet.NEWER))
                .toString();
        Answer first = publish(file);
        assertThat(first.exitCode()).isZero();
        assertThat(first.text()).contains("Uploading", "The log has change debian-");
        String told = first.text().substring(first.text().indexOf("debian-"));
        String change = told.substring(0, told.indexOf(". "));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(publish(file).text())
                .startsWith("Change " + change + " was already available since 2"));
        assertThat(publish(file).exitCode()).isZero();
        return change;
    }

    private Answer publish(String file) {
        return run(List.of("change", "publish", file, "--ingest", ingest.toString()));
    }

    private void tellsWhyNothingHappens(String change, String vm) {
        awaitSaid("Held up by VM_RUNNING of " + vm, "explain", "vm", vm);
        assertThat(done("explain", "vm", vm))
                .contains(
                        "VM " + vm + " vm-1",
                        "on host " + KernelFleet.HOST + " (ACTIVE, reachable",
                        "Update to " + change + ": REQUIRED",
                        "kernel: debian/kernel " + KernelFleet.OLDER + " -> " + KernelFleet.NEWER,
                        "Remedy: Shut it off",
                        "Policy everything version 1 applies.");
        awaitSaid("2 open updates, 2 held up", "blockers", "--change", change);
        assertThat(done("blockers", "--host", KernelFleet.HOST, "--code", "vm_running", "--limit", "1"))
                .contains("VM_RUNNING  2", "and 1 more");
        awaitSaid(change + "  RUNNING", "rollouts");
        awaitSaid("2 VMs need it; 2 of them in no wave yet", "rollout", "show", change);
        String beginning = change.substring(0, change.length() - 1);
        assertThat(done("rollout", "show", beginning)).contains("Rollout of " + change);
        assertThat(done("blockers", "--change", beginning)).contains("2 open updates, 2 held up");
    }

    private void decides(String change, String vm) {
        assertThat(decided("rollout", "pause", change)).contains("The log has it");
        awaitSaid("It was paused by ada", "rollout", "show", change);
        decided("rollout", "resume", change);
        awaitSaid(": RUNNING", "rollout", "show", change);
        decided("rollout", "approve", change);
        awaitSaid("It was approved by ada", "rollout", "show", change);
        decided("freeze");
        awaitSaid("The fleet is frozen by ada", "rollouts");
        decided("unfreeze");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(done("rollouts")).doesNotContain("frozen"));
        Answer retried = slackwater("retry", vm, change, "--as", "ada", "--because", "it is a test");
        assertThat(retried.exitCode()).as(retried.text()).isEqualTo(1);
        assertThat(retried.text()).contains("did not fail", "'slackwater explain vm " + vm + "'");
        decided("rollout", "abort", change);
        awaitSaid(": ABORTED", "rollout", "show", change);
        assertThat(slackwater("rollout", "resume", change, "--because", "why not")
                        .text())
                .contains("was aborted");
    }

    private void withdraws(String change) {
        String beginning = change.substring(0, change.length() - 1);
        assertThat(decided("change", "withdraw", beginning, "--ingest", ingest.toString()))
                .contains("The log has it");
        awaitSaid("0 open updates", "blockers", "--change", change);
        Answer again = publish(directory.resolve("change.json").toString());
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.text()).contains("change " + change + " was withdrawn by ada at ", ": it is a test. ");
    }

    private String decided(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--as", "ada", "--because", "it is a test"));
        return done(arguments.toArray(String[]::new));
    }

    private void awaitSaid(String text, String... command) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(slackwater(command).text()).contains(text));
    }

    private String done(String... command) {
        Answer answer = slackwater(command);
        assertThat(answer.exitCode()).as(answer.text()).isZero();
        return answer.text();
    }

    private Answer slackwater(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--executor", executor.toString()));
        return run(arguments);
    }

    private static Answer run(List<String> arguments) {
        StringWriter text = new StringWriter();
        PrintWriter printer = new PrintWriter(text, true);
        int exitCode =
                Slackwater.commandLine().setOut(printer).setErr(printer).execute(arguments.toArray(String[]::new));
        return new Answer(exitCode, text.toString());
    }
}
