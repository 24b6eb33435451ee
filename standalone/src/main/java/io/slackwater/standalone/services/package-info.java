/** The services and the broker as child processes of one launcher. */
@NullMarked
package io.slackwater.standalone.services;

import org.jspecify.annotations.NullMarked;
