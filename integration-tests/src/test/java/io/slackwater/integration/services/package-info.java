/** The services as they are deployed: the jars that Maven built, each in a process of its own. */
@NullMarked
package io.slackwater.integration.services;

import org.jspecify.annotations.NullMarked;
