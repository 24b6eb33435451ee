package io.slackwater.benchmarks.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run is asked to measure.
 *
 * @param sizes the numbers of VMs, one after the other
 * @param heap the longest heap of each service, as {@code -Xmx} takes it; empty for what the launcher gives
 * @param limit how long one size may take from the change to the last freed volume, and as long to be inventoried
 */
public record PipelineOptions(List<Integer> sizes, Optional<String> heap, Duration limit) {

    public PipelineOptions {
        sizes = List.copyOf(sizes);
    }
}
