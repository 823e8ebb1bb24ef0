"""How a large corpus gets through: shards, workers, a cluster, resuming, failures. `run.run_extract` is the way in.

    corpus → shards of documents → (children: rows) → committed shards → merge → tables

`corpus` reads documents lazily and knows files that were read before, `shards` cuts them and keeps what is done,
`executors` hands shards out (threads here, or a Dask cluster), `sandbox` watches over the child process in which
`child` runs the pipeline, `merge` sorts the rows of all shards into the final tables. `store` is a local folder or a
bucket, `lock` keeps two runs apart, `identity` tells what the rows depend on.
"""
