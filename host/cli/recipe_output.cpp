#include "host/cli/recipe_output.hpp"

#include <span>

#include "host/cli/output_checks.hpp"
#include "host/storage/new_file.hpp"
#include "host/storage/output_path.hpp"

namespace liq::cli {

void check_output_of_recipe(std::string const& output, building::Recipe const& recipe) {
    if (output.empty()) return;
    require_output_is_not(output, recipe.path);
    for (auto const& [key, patterns] : building::named_files(recipe))
        for (auto const& file : building::files_of(recipe, patterns, key))
            if (file != "-") require_output_is_not(output, file);
    storage::check_can_write(output);
}

void write_whole(std::string const& bytes, std::string const& path) {
    storage::NewFile file(path);
    int const error = file.write_at(0, std::as_bytes(std::span(bytes)));
    if (error != 0) storage::fail_to_write(path, error);
    file.publish();
}

}  // namespace liq::cli
