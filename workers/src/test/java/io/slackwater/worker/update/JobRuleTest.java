package io.slackwater.worker.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.CommandResult;
import io.slackwater.hypervisor.DomainJob;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobRuleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // job    | a kernel | a disk | with a restart
                "MIGRATION| false    | false  | false",
                "STATE    | false    | false  | false",
                "BACKUP   | true     | false  | false",
                "BLOCK    | true     | false  | false"
            })
    void shouldAllowWhatAJobDoesNotForbid(DomainJob.Kind kind, boolean kernel, boolean disk, boolean restart) {
        List<DomainJob> jobs = List.of(new DomainJob(kind, "it goes on"));

        assertThat(JobRule.againstChange(jobs, false, false).isEmpty()).isEqualTo(kernel);
        assertThat(JobRule.againstChange(jobs, true, false).isEmpty()).isEqualTo(disk);
        assertThat(JobRule.againstChange(jobs, false, true).isEmpty()).isEqualTo(restart);
        assertThat(JobRule.againstChange(List.of(), true, true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"MIGRATION, MIGRATING", "STATE, JOB_UNDER_WAY", "BACKUP, JOB_UNDER_WAY", "BLOCK, BLOCK_JOB_UNDER_WAY"})
    void shouldSayWhichKindOfJobIsInTheWay(DomainJob.Kind kind, CommandOutcomeStatus status) {
        CommandResult result =
                JobRule.refusal(new DomainJob(kind, "it goes on")).result();

        assertThat(result.status()).isEqualTo(status);
        assertThat(result.detail()).isEqualTo("The VM cannot be changed now: it goes on");
    }
}
