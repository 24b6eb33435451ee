package io.slackwater.benchmarks.pipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.slackwater.schemas.UpdatePhase;
import java.util.List;
import java.util.Map;

/**
 * What came of one size.
 *
 * @param verified the VMs that were verified
 * @param updateEvents how many events of updates were read, by phase
 * @param oldVolumes the volumes that the VMs were moved away from
 * @param freed how many of these are gone, by the log and by the simulated hosts
 * @param startSeconds until broker and services did their work
 * @param seconds when each stage had ended: INVENTORIED and SYNCED since the start of the broker, the others
 *     since the change was posted
 * @param costs of the broker and each service
 * @param observerCpuSeconds processor time of this process from the change to the last freed volume, in seconds: the
 *     simulated hosts and who follows the log, which are no part of the costs
 * @param loading what was written to each topic until the change was posted
 * @param updating what was written to each topic from then on
 * @param lags the offsets that each consumer group had not committed at the end
 * @param plain what plain clients took for {@link MinimumRecord} on the same broker
 */
public record PipelineResult(
        int vms,
        int hosts,
        int verified,
        Map<UpdatePhase, Long> updateEvents,
        int oldVolumes,
        int freed,
        double startSeconds,
        Map<Stage, Double> seconds,
        List<ProcessCost> costs,
        double observerCpuSeconds,
        List<TopicTraffic> loading,
        List<TopicTraffic> updating,
        Map<String, Long> lags,
        PlainCost plain) {

    public PipelineResult {
        updateEvents = Map.copyOf(updateEvents);
        seconds = Map.copyOf(seconds);
        costs = List.copyOf(costs);
        loading = List.copyOf(loading);
        updating = List.copyOf(updating);
        lags = Map.copyOf(lags);
    }

    /** Returns the processor time of start and load, of all processes, in seconds. */
    @JsonProperty
    public double loadCpuSeconds() {
        return costs.stream().mapToDouble(ProcessCost::loadCpuSeconds).sum();
    }

    /** Returns the processor time from the change to the last freed volume, of all processes, in seconds. */
    @JsonProperty
    public double updateCpuSeconds() {
        return costs.stream().mapToDouble(ProcessCost::updateCpuSeconds).sum();
    }

    /** Returns the part of {@link #updateCpuSeconds} that the JVMs spent on compiling, in seconds. */
    @JsonProperty
    public double compilerCpuSeconds() {
        return costs.stream().mapToDouble(ProcessCost::compilerCpuSeconds).sum();
    }

    /** Returns the processor time of all processes in each idle second, without compiling, in seconds. */
    @JsonProperty
    public double idleCpuPerSecond() {
        return costs.stream().mapToDouble(ProcessCost::idleCpuPerSecond).sum();
    }

    /** Returns the records of one update from REQUIRED to freed, in all topics but Kafka's own. */
    @JsonProperty
    public double recordsPerVm() {
        return updating.stream()
                        .filter(topic -> !topic.isKafkasOwn())
                        .mapToLong(TopicTraffic::records)
                        .sum()
                / (double) vms;
    }

    /** Returns the bytes of these records. */
    @JsonProperty
    public double bytesPerVm() {
        return updating.stream()
                        .filter(topic -> !topic.isKafkasOwn())
                        .mapToLong(TopicTraffic::bytes)
                        .sum()
                / (double) vms;
    }

    /** Returns the bytes of offsets and transactions, which grow with the time that a run takes, too. */
    @JsonProperty
    public double kafkasOwnBytesPerVm() {
        return updating.stream()
                        .filter(TopicTraffic::isKafkasOwn)
                        .mapToLong(TopicTraffic::bytes)
                        .sum()
                / (double) vms;
    }

    /** Returns the sum of the lags. */
    @JsonProperty
    public long lag() {
        return lags.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the time from the change to the last freed volume, over that of the plain clients. */
    @JsonProperty
    public double ratio() {
        return seconds.getOrDefault(Stage.FREED, 0.0) / plain.seconds();
    }

    /** Returns the same of the processor time. */
    @JsonProperty
    public double cpuRatio() {
        return updateCpuSeconds() / plain.cpuSeconds();
    }
}
