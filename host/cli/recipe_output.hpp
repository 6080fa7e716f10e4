/// \file
/// Files that are made out of a recipe: they are no input of it, and there as a whole or not at
/// all.
#pragma once

#include <string>

#include "host/building/recipe.hpp"

namespace liq::cli {

/// Refuses an output that is the recipe, one of its inputs or cannot be written. An empty one is
/// accepted: nothing is written.
void check_output_of_recipe(std::string const& output, building::Recipe const& recipe);

/// Writes a file, or nothing. \throws Error(Exit::no_file)
void write_whole(std::string const& bytes, std::string const& path);

}  // namespace liq::cli
