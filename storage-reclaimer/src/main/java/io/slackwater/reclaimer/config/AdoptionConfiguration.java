package io.slackwater.reclaimer.config;

import io.slackwater.runtime.adoption.AdoptionConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;

/**
 * The adoption rules, which are vm-inventory's settings too. vm-inventory reports the volumes that they name, and the store machine
 * believes a report only where its own settings have the rule.
 */
@ConfigMapping(prefix = "slackwater.inventory.adoption")
public interface AdoptionConfiguration {

    /** The rules, by name. */
    @WithParentName
    Map<String, AdoptionConfig> rules();
}
