/**
 * The one answer to the question which file a name on a host means. Names come from definitions, from images and from what pools list;
 * nothing here looks at a file. docs/decisions/013 has the rules.
 */
@NullMarked
package io.slackwater.hypervisor.paths;

import org.jspecify.annotations.NullMarked;
