/** What is known of volumes: contents, moves, progress, proof, commands and their outcomes. */
@NullMarked
package io.slackwater.domain.storage.model;

import org.jspecify.annotations.NullMarked;
