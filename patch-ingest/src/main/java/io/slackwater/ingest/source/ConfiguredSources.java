package io.slackwater.ingest.source;

import java.util.List;

/** The sources of one kind that the configuration names. */
public interface ConfiguredSources {

    List<ChangeSource> sources();
}
