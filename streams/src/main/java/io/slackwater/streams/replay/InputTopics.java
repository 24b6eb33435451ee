package io.slackwater.streams.replay;

import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;

/**
 * What an application reads.
 *
 * @param log the topics of the catalogue
 * @param internal the repartition topics, by which its parts pass on what they read; there from the first start on
 */
public record InputTopics(Set<String> log, Set<String> internal) {

    private static final String REPARTITION = "-repartition";

    public InputTopics {
        log = Set.copyOf(log);
        internal = Set.copyOf(internal);
    }

    /** The topics of a topology, whose description leaves out the application's prefix. */
    public static InputTopics of(Topology topology, String applicationId) {
        Set<String> log = new TreeSet<>();
        Set<String> internal = new TreeSet<>();
        for (TopologyDescription.Subtopology part : topology.describe().subtopologies()) {
            for (TopologyDescription.Node node : part.nodes()) {
                if (node instanceof TopologyDescription.Source source) {
                    for (String topic : source.topicSet()) {
                        if (topic.endsWith(REPARTITION)) {
                            internal.add(applicationId + "-" + topic);
                        } else {
                            log.add(topic);
                        }
                    }
                }
            }
        }
        return new InputTopics(log, internal);
    }
}
